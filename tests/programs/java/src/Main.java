import org.example.shop.Order;

/** In no package. */
public class Main {
    public static void main(String[] args) {
        Order order = new Order().add("lamp", 1190).add("bread", 214);
        if (order.total() != 1404) {
            System.exit(1);
        }
        System.out.println(order.size());
    }
}
