package org.jettyferry.update;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.ClientSession;

/**
 * What can be known of another Liquibase program that has set the row of the lock table. It writes only the name and address
 * of its machine there, and keeps its connection to the end: if nobody is connected to the server who could write, it is
 * dead. Everything else proves nothing, since other programs may run on its machine, and a proxy may hide its address.
 *
 * @param owner what it has written into the row, and since when
 * @param sessions all other sessions that could write; empty if they can't be seen
 */
public record ForeignHolder(String owner, Optional<List<ClientSession>> sessions) {
    /** As Liquibase writes it: {@code host (address)}. */
    private static final Pattern OWNER = Pattern.compile("(.*?)(?:#.*)? \\(([^()]*)\\), since .*");

    /** Returns whether it is proved that it can't write any more. */
    public boolean isDead() {
        return sessions.isPresent() && sessions.get().isEmpty();
    }

    /** Returns what is known, as the end of a sentence. */
    public String evidence() {
        if (sessions.isEmpty()) {
            return "whether it lives is not known: this login, or this server, does not show all sessions";
        }
        if (isDead()) {
            return "it is dead: no other session is connected that could write";
        }
        List<ClientSession> its = sessions.get().stream().filter(this::isFrom).toList();
        int all = sessions.get().size();
        return its.isEmpty()
                ? "it may live: " + count(all) + " connected, though none shows its address"
                : "it may live: " + count(its.size()) + " connected from its address, the first is "
                        + its.get(0).description();
    }

    private boolean isFrom(ClientSession session) {
        Matcher named = OWNER.matcher(owner);
        return named.matches()
                && session.address()
                        .filter(address -> address.equals(named.group(2)) || address.equalsIgnoreCase(named.group(1)))
                        .isPresent();
    }

    private static String count(int sessions) {
        return sessions == 1 ? "1 session is" : sessions + " sessions are";
    }
}
