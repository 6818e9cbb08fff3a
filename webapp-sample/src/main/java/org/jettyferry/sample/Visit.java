package org.jettyferry.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Optional;

/** The content of a request's session: customer and cart. A session is created only at the login. */
final class Visit {
    private static final String CUSTOMER = "customer";
    private static final String CART = "cart";

    private final Optional<HttpSession> session;

    private Visit(Optional<HttpSession> session) {
        this.session = session;
    }

    static Visit of(HttpServletRequest request) {
        return new Visit(Optional.ofNullable(request.getSession(false)).filter(s -> s.getAttribute(CUSTOMER) != null));
    }

    static void begin(HttpServletRequest request, String user) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        Customer customer = new Customer(user, Instant.now());
        HttpSession session = request.getSession(true);
        session.setAttribute(CUSTOMER, customer);
        session.setAttribute(CART, new Cart(customer));
    }

    Optional<Customer> customer() {
        return session.map(s -> (Customer) s.getAttribute(CUSTOMER));
    }

    Cart cart() {
        return session.map(s -> (Cart) s.getAttribute(CART)).orElseGet(() -> new Cart(new Customer("", Instant.EPOCH)));
    }

    /** Sets the attribute again: Jetty up to 9.3 saves a session only if an attribute was set. */
    void add(Item item) {
        session.ifPresent(s -> {
            Cart cart = cart();
            cart.add(item);
            s.setAttribute(CART, cart);
        });
    }

    void clear() {
        customer().ifPresent(customer -> session.get().setAttribute(CART, new Cart(customer)));
    }

    void end() {
        session.ifPresent(HttpSession::invalidate);
    }
}
