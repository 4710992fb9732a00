"""Tells sentences that speak to a language model: what somebody hides in a document to steer what is written of it."""

import re

_REPLY = r"(?:response|repl(?:y|ies)|answers?|output|completion|summary|message|text|words?|letters|vowels)"
# Who writes to a reader has no reply of theirs to speak of, nor has a document.
_YOUR_REPLY = re.compile(rf"\b(?:your|the|this|each|every)\s+(?:\w+\s+){{0,2}}{_REPLY}\b", re.IGNORECASE)
_ORDER = re.compile(
    r"^\W*(?:(?:now|then|and|also|please|instead|first|finally|important|note|system|assistant|user|instructions?)\W+){0,3}"
    r"(?:you (?:must|should|will|are to|have to) )?"
    r"(?:add|append|augment|adapt|alter|anagram|begin|change|combine|convert|create|craft|compose|delete|develop|do not|don['’]t|draft|edit"
    r"|embed|encode|encrypt|end|enhance|finish|forget|format|generate|group|ignore|include|incorporate|insert|integrate|introduce|jumble"
    r"|make|mention|misspell|modify|never|only|output|pretend|print|produce|promote|provide|rearrange|remove|render|repeat|replace|reply"
    r"|respond|return|reverse|rewrite|say|scramble|shuffle|spell|start|substitute|suggest|summari[sz]e|swap|switch|tell|translate|use|weave"
    r"|write|disregard|answer|act|in your)\b",
    re.IGNORECASE,
)
_TO_A_MODEL = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\s+(?:\w+\s+){0,4}?(?:instructions?|prompts?|rules?|directions?|guidelines|commands?|context)\b"
    r"|\b(?:you are|you're|act as|pretend to be|behave as|roleplay as|respond as)\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:\w+\s+){0,3}"
    r"(?:AI|assistant|chatbot|language model|LLM|ChatGPT|GPT|DAN|model|bot)\b"
    r"|\b(?:system|developer|initial|hidden) prompt\b|\bas an AI\b|\bjailbreak\b"
    r"|\b(?:AI|language) models?\s+(?:\w+\s+){0,3}(?:must|should|shall|reading this)\b|\battention,? (?:AI|assistant|model)s?\b"
    r"|<\|?\w{2,20}\|?>|\[/?INST\]|^#{2,}\s*(?:instruction|system|human|assistant)\b|\b(?:assistant|system|human)\s*:\s",
    re.IGNORECASE,
)
# Tasks for who writes, which no sentence about something is.
_TASK = re.compile(
    r"^\W*(?:please\s+)?(?:write|compose|draft|craft|generate|create|provide|develop|give(?: me)?)\s+(?:me\s+)?(?:an?|the|some|three|five|ten)\s+(?:\w+\s+){0,3}"
    r"(?:essay|poem|story|letter|speech|song|haiku|joke|article|introduction|paragraph|summary|code|function|script|program|translation|equivalent"
    r"|example|tweet|blog|email|e-mail|review|slogan|limerick)\b"
    r"|^\W*(?:please\s+)?(?:explain|describe|break down|summari[sz]e)\s+(?:the|this|how|what|why|in)\b"
    r"|^\W*(?:please\s+)?translate\s+(?:the|this|these|it|everything|all|['\"“])",
    re.IGNORECASE,
)


def speaks_to_a_model(sentence: str) -> bool:
    """Whether a sentence of a document gives orders to whoever writes from it, rather than saying something.

    Such a sentence is never shown to a language model. The list is of kinds; what it misses is still only data in a prompt,
    and what is written is checked against the documents.
    """
    text = " ".join(sentence.split())
    ordered = _ORDER.search(text) is not None and _YOUR_REPLY.search(text) is not None
    in_reply = re.search(
        rf"\bin (?:your|the) {_REPLY}\b|\b(?:to|of|in) your (?:\w+ )?{_REPLY}\b", text, re.IGNORECASE
    )
    return ordered or in_reply is not None or any(found.search(text) for found in (_TO_A_MODEL, _TASK))
