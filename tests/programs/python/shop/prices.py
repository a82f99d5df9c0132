"""Prices in cents."""

TAX = {"food": 7, "other": 19}


def gross(net, kind="other"):
    rate = TAX.get(kind)
    if rate is None:
        raise ValueError(
            f"no such kind: {kind}"
        )
    return net + (net * rate + 50) // 100


def cheapest(prices):
    best = None
    for name, price in prices.items():
        if best is None or price < prices[best]:
            best = name
    else:
        return best


def discount(price, percent):
    if percent > 100:  # pragma: no cover
        return 0
    reduced = [part for part in (price,
                                 -price * percent // 100) if part]
    return sum(reduced)
