"""Adjectives of length that ask for an amount: "How high is the deposit?" asks for money, and not for metres."""

import re

_AMOUNTS = (
    r"(?:fees?|prices?|rents?|rentals?|costs?|charges?|salary|salaries|wages?|budgets?|deposits?|fines?|penalty|penalties|limits?|rates?|tax(?:es)?|balances?|revenues?"
    r"|profits?|loss(?:es)?|incomes?|discounts?|(?:pre|re|down |co-?)?payments?|bills?|grants?|loans?|debts?|mortgages?|shares?|percentages?|proportions?|interest|fares?|tolls?|premiums?"
    r"|bonus(?:es)?|pensions?|allowances?|turnover|compensation|refunds?|rebates?|surcharges?|subscriptions?|dues|contributions?|subsid(?:y|ies)|donations?|populations?"
    r"|numbers?|amounts?|sums?|figures?|totals?|turnout|temperatures?|humidity|pressure|voltage|frequency|speed|risks?|probabilit(?:y|ies)|chances?|commissions?|excess(?:es)?|margins?|expens(?:es?|iture)s?|yields?|quotas?)"
)
_OF_IT = r"(?:(?!(?:of|for|in|at|around|on|to|from|with|near|by|under|over|behind|that|which|and|or)\b)[\w’'-]+ ){0,4}?"
AMOUNT_BY_ADJECTIVE = re.compile(
    rf"\bhow (?:high|low|large|big|great|small|steep|hefty)\b(?= (?:is|are|was|were|will|would|can|may|should|must)(?: (?:be|been))? {_OF_IT}{_AMOUNTS}\b| (?:an? )?{_OF_IT}{_AMOUNTS} (?:is|are|was|were|do|does|did|will|must|can)\b)"
)
"""How a question in lower case asks so; it ends with the adjective."""
