package org.example.shop;

import java.util.ArrayList;
import java.util.List;

/** An order, in cents. */
public class Order {
    private final List<Item> items = new ArrayList<>();

    /** One line of it. */
    static class Item {
        final String name;
        final int cents;

        Item(String name, int cents) {
            this.name = name;
            this.cents = cents;
        }

        boolean isFree() {
            return cents == 0;
        }
    }

    public Order add(String name, int cents) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("an item needs a name");
        }
        items.add(new Item(name, cents));
        return this;
    }

    public int total() {
        return items.stream().mapToInt(item -> item.cents).sum();
    }

    public String size() {
        switch (items.size()) {
            case 0:
                return "empty";
            case 1:
                return "single";
            default:
                return items.size() > 10 ? "large" : "small";
        }
    }
}
