import unittest

from shop import basket, prices


class Shop(unittest.TestCase):
    def test_tax(self):
        full = basket.Basket()
        full.add("bread", 200, "food")
        full.add("lamp", 1000)
        self.assertEqual(full.total(), 214 + 1190)

    def test_cheapest(self):
        self.assertEqual(prices.cheapest({"a": 3, "b": 2}), "b")
