"""The libraries that are compared, in the versions with which the adapters were tried."""

from bench.peers.environments import CHECKOUT, Peer

# The same torch for all: it is most of the size, and it decides the speed of the embedder.
_TORCH = "torch==2.13.0"
_TRANSFORMERS = "transformers==5.23.0"
_EMBEDDER = (_TORCH, "sentence-transformers==6.2.0", _TRANSFORMERS)
_HAYSTACK = (*_EMBEDDER, "haystack-ai==3.4.0", "sentence-transformers-haystack==2.0.0")

# From this checkout, so that the code at hand is measured and not a release.
PINCITE = Peer(
    name="Pincite", adapter="pincite", distribution="pincite", requirements=(_TORCH, str(CHECKOUT))
)

PEERS = (
    PINCITE,
    Peer(
        name="LangChain",
        adapter="langchain",
        distribution="langchain-community",
        requirements=(
            *_EMBEDDER,
            "langchain-community==0.4.2",
            "langchain-huggingface==1.2.3",
            "langchain-text-splitters==1.1.3",
            "faiss-cpu==1.15.1",
        ),
    ),
    Peer(
        name="LlamaIndex",
        adapter="llama_index",
        distribution="llama-index-core",
        requirements=(
            *_EMBEDDER,
            "llama-index-core==0.14.25",
            "llama-index-embeddings-huggingface==0.8.0",
        ),
    ),
    Peer(
        name="Haystack, embeddings",
        adapter="haystack",
        distribution="haystack-ai",
        requirements=_HAYSTACK,
    ),
    Peer(
        name="Haystack, hybrid",
        adapter="haystack:build_hybrid",
        distribution="haystack-ai",
        requirements=_HAYSTACK,
    ),
    Peer(
        name="txtai, hybrid",
        adapter="txtai",
        distribution="txtai",
        # txtai runs the weights by transformers alone.
        requirements=(_TORCH, _TRANSFORMERS, "txtai==9.14.0"),
    ),
    Peer(
        name="haiku.rag, hybrid",
        adapter="haiku",
        distribution="haiku.rag-slim",
        requirements=(*_EMBEDDER, "haiku.rag-slim[docling]==0.101.1"),
        python=(3, 12),
    ),
)

# Both in one environment, beside Pincite: that pip finds versions which fit together is part of the measurement.
RETRIEVERS = Peer(
    name="Retrievers",
    adapter="",
    distribution="retrievers",
    requirements=(
        _TORCH,
        str(CHECKOUT),
        "langchain-core==1.8.3",
        "llama-index-core==0.14.25",
        "pytest>=9",
        "pytest-timeout>=2.4",
        "hypothesis>=6.170",
    ),
)
