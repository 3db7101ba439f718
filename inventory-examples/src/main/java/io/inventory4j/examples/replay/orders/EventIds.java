package io.inventory4j.examples.replay.orders;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids of what the files say. Codes of the files are parts of an id between slashes, and a slash within a code is
 * written {@code ~1}, a tilde {@code ~0} (as in RFC 6901). So no two different lists of parts make one id.
 *
 * <pre>
 * 577596                        an invoice, which is one cart
 * 577596/2                      its second cart, where it has more lines than a request may have
 * 577596/of/17850               what customer 17850 buys by it, where it has several customers
 * 577596/guest                  what it sells to nobody that is named, where it has customers too
 * 577596/on/2011-11-24          what it sells on that day, where it has several
 * 577596/of/17850/on/2011-11-24/2
 * </pre>
 */
final class EventIds {
    private EventIds() {}

    static String part(String code) {
        return code.replace("~", "~0").replace("/", "~1");
    }

    /**
     * An order.
     *
     * @param customer empty for a guest; null if the invoice has no other customer
     * @param day null if the invoice has no other day
     */
    static String order(String invoice, @Nullable String customer, @Nullable LocalDate day) {
        String whose = customer == null ? "" : customer.isEmpty() ? "/guest" : "/of/" + part(customer);
        return part(invoice) + whose + (day == null ? "" : "/on/" + day);
    }

    static String numbered(String id, int number) {
        return id + "/" + number;
    }

    /** Who buys; a guest has the id of the order, and no customer's number has a slash. */
    static String buyer(String order, String customer) {
        return customer.isEmpty() ? "guest/" + order : part(customer);
    }
}
