from . import prices


class Basket:
    def __init__(self):
        self.items = []

    def add(self, name, net, kind="other"):
        self.items.append((name, prices.gross(net, kind)))

    def total(self):
        return sum(price for _, price in self.items)

    def remove(self, name):
        self.items = [item for item in self.items if item[0] != name]
