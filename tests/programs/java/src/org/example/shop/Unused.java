package org.example.shop;

/** Nobody loads this class. */
final class Unused {
    static int twice(int value) {
        return 2 * value;
    }
}
