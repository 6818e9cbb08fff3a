package org.jettyferry.node.ticket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.jetty.SessionCookies;
import org.jettyferry.node.jetty.UnsupportedJettyException;
import org.jettyferry.node.registry.SpareConnection;
import org.jettyferry.node.route.Place;
import org.jettyferry.node.route.RequestGate;
import org.jettyferry.node.route.Tickets;
import org.jspecify.annotations.Nullable;

/**
 * Gives tickets to requests that leave with a session cookie, and takes them from requests that come with one.
 * Thread-safe.
 */
public final class TicketOffice implements Tickets {
    /** How long a ticket is good. */
    static final int SECONDS = 15;

    private static final Logger LOG = Logger.getLogger(TicketOffice.class.getName());
    private static final int LEEWAY_SECONDS = 30;
    private static final int MOST_PER_SECOND = 100;
    private static final int LONGEST_ID = 200;
    private static final long KEYS_AGE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final List<String> METHODS = Arrays.asList("GET", "HEAD", "POST");

    private final Clerks clerks;
    private final Limit minted = new Limit(MOST_PER_SECOND);
    private final Limit redeemed = new Limit(MOST_PER_SECOND);
    private final AtomicLong keysDue = new AtomicLong(System.nanoTime());
    private final AtomicLong sweepDue = new AtomicLong(System.nanoTime());
    private volatile HandOverSettings settings = HandOverSettings.OFF;
    private volatile @Nullable TicketKeys keys;
    private volatile boolean on;

    /**
     * Makes an office that is closed until it is configured.
     *
     * @param connections makes connections to the registry
     */
    public TicketOffice(Supplier<SpareConnection> connections) {
        clerks = new Clerks(connections);
    }

    /**
     * Puts settings in force.
     *
     * @param properties of {@code server.properties}
     * @param problems receives one sentence for each unusable value, without secrets
     */
    public void configure(Map<String, String> properties, Consumer<String> problems) {
        HandOverSettings given = HandOverSettings.from(properties, problems);
        settings = given;
        keys = given.keys;
        keysDue.set(System.nanoTime() + KEYS_AGE_NANOS);
        on = given.keys != null;
    }

    /** Returns whether requests may come with tickets. Each request asks. */
    public boolean isOpen() {
        return on;
    }

    /** Ends its threads. */
    public void close() {
        on = false;
        clerks.close();
    }

    @Override
    public String mint(HttpServletRequest request, Place place) {
        TicketKeys current = keys();
        String id = current == null ? null : cookie(request);
        if (current == null
                || id == null
                || !METHODS.contains(request.getMethod())
                || !Sender.navigates(request)
                || !(place.secure() || settings.plain)
                || !minted.admits()) {
            return "";
        }
        Ticket ticket = Ticket.make(current, System.currentTimeMillis() / 1000 + SECONDS, place);
        String sealed = ticket.seal(id);
        Optional<Boolean> kept = clerks.ask("a ticket can't be stored", (connection, product) -> {
            TicketTable.add(connection, product, ticket, sealed);
            return true;
        });
        sweep();
        return kept.isPresent() ? ticket.text() : "";
    }

    /** Returns the id of the session that the request asks for with a cookie; null if there is none. */
    private static @Nullable String cookie(HttpServletRequest request) {
        String id = request.getRequestedSessionId();
        return id != null && !id.isEmpty() && id.length() <= LONGEST_ID && request.isRequestedSessionIdFromCookie()
                ? id
                : null;
    }

    /**
     * Takes the ticket of a request that was let through, sets the cookie if the ticket is good, and sends the client to
     * the address without it.
     *
     * @param cookies of the web application; null if it is not one of Jetty
     */
    public void redeem(
            RequestGate gate,
            @Nullable SessionCookies cookies,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Place place = gate.place(request);
        if (place != null && cookies != null && mayRedeem(request, place)) {
            taken(RequestGate.ticket(request), place).ifPresent(id -> set(id, cookies, place, request, response));
        }
        gate.sendClean(request, response, place);
    }

    /** A browser that has a session here keeps it: a ticket of another would make its user somebody else. */
    private boolean mayRedeem(HttpServletRequest request, Place place) {
        HandOverSettings current = settings;
        return METHODS.contains(request.getMethod())
                && (place.secure() || current.plain)
                && Sender.navigates(request)
                && Sender.isTrusted(request, current.from)
                && !request.isRequestedSessionIdValid();
    }

    private Optional<String> taken(String text, Place place) {
        TicketKeys current = keys();
        Ticket ticket = current == null
                ? null
                : Ticket.open(current, text, place, System.currentTimeMillis() / 1000, LEEWAY_SECONDS);
        if (ticket == null || !redeemed.admits()) {
            return Optional.empty();
        }
        return clerks.ask(
                        "a ticket can't be taken",
                        (connection, product) -> TicketTable.take(connection, product, ticket))
                .flatMap(found -> found)
                .flatMap(ticket::unseal);
    }

    private static void set(
            String id, SessionCookies cookies, Place place, HttpServletRequest request, HttpServletResponse response) {
        try {
            cookies.set(id, request, response, place.secure());
        } catch (UnsupportedJettyException e) {
            LOG.log(Level.WARNING, "This Jetty does not set the cookie of a session: {0}", e.getMessage());
        }
    }

    /** Returns the keys, which are read again now and then, so that they can be changed while the node runs. */
    private @Nullable TicketKeys keys() {
        HandOverSettings current = settings;
        long due = keysDue.get();
        long now = System.nanoTime();
        if (current.file != null && now - due >= 0 && keysDue.compareAndSet(due, now + KEYS_AGE_NANOS)) {
            try {
                keys = HandOverSettings.keys(current.file);
            } catch (IllegalArgumentException e) {
                LOG.log(Level.WARNING, "{0}; the keys that were read before stay in force", e.getMessage());
            }
        }
        return on ? keys : null;
    }

    private void sweep() {
        long due = sweepDue.get();
        long now = System.nanoTime();
        if (now - due >= 0 && sweepDue.compareAndSet(due, now + SWEEP_NANOS)) {
            clerks.later("expired tickets can't be removed", (connection, product) -> {
                TicketTable.sweep(connection, product);
                return true;
            });
        }
    }
}
