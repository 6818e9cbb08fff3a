package org.jettyferry.store.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.VirtualHostRule;
import org.jspecify.annotations.Nullable;

/** Converts column {@code virtualHost} from the conventions of one release to those of another. Immutable. */
public final class VirtualHosts {
    private final VirtualHostRule from;
    private final VirtualHostRule to;
    private final Map<String, Set<String>> known = new LinkedHashMap<>();

    /**
     * Prepares the conversion.
     *
     * @param from the present conventions of the rows
     * @param to the conventions of the target
     * @param realHosts virtual hosts as configured in Jetty, the first one of each web application; needed only for
     *     {@code host@connector} on the way down from 12; may be empty
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
     * Converts a value of column {@code virtualHost}.
     *
     * @param stored the present value; NULL means no virtual host
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
     * Returns whether the result of {@link #migrate} follows from the conventions or from a real host. It does not for
     * {@code @connector} on the way down from 12, which drops the host before it.
     *
     * @param stored the present value
     * @return false if the converted value is only the most likely one
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
