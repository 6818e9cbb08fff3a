package org.jettyferry.store.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.VirtualHostRule;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the values of column {@code virtualHost} from the conventions of one release to those of another. Immutable.
 */
public final class VirtualHosts {
    private final VirtualHostRule from;
    private final VirtualHostRule to;
    private final Map<String, Set<String>> known = new LinkedHashMap<>();

    /**
     * Prepares the migrating of virtual hosts.
     *
     * @param from the conventions that the rows follow now
     * @param to the conventions that they shall follow
     * @param realHosts virtual hosts as they are configured in Jetty, the first one of each web application; needed
     *     only for {@code host@connector} on the way down from 12; may be empty
     */
    public VirtualHosts(RowConventions from, RowConventions to, List<String> realHosts) {
        this.from = from.hostRule();
        this.to = to.hostRule();
        for (String host : realHosts) {
            known.computeIfAbsent(this.from.canonical(host), unused -> new TreeSet<>())
                    .add(this.to.canonical(host));
        }
    }

    /**
     * The value of column {@code virtualHost} after the migrating.
     *
     * @param stored the value as it is stored now; NULL means no virtual host
     * @return the value that the target release looks for
     */
    public String migrate(@Nullable String stored) {
        if (stored == null || stored.equals(VirtualHostRule.NONE)) {
            return VirtualHostRule.NONE;
        }
        Set<String> targets = known.get(stored);
        if (targets != null) {
            return targets.iterator().next();
        }
        if (from == VirtualHostRule.NAMES_ONLY && to == VirtualHostRule.AS_CONFIGURED) {
            return stored.startsWith(".") ? "*" + stored : stored;
        }
        return to.canonical(stored);
    }

    /**
     * Whether the value of {@link #migrate} follows from what is known. It does not for {@code @connector} on the way
     * down from 12, which drops the host in front of it.
     *
     * @param stored the value as it is stored now
     * @return false if the migrated value is the most likely one, no more
     */
    public boolean isCertain(@Nullable String stored) {
        if (stored == null) {
            return true;
        }
        Set<String> targets = known.get(stored);
        if (targets != null) {
            return targets.size() == 1;
        }
        return from == to || from == VirtualHostRule.AS_CONFIGURED || !stored.startsWith("@");
    }
}
