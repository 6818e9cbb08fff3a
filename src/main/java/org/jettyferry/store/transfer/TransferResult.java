package org.jettyferry.store.transfer;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a transfer has come.
 *
 * @param sessions that are ready at the target, or have arrived there
 * @param changed how many of them this pass has read and rewritten, because they were new or had changed
 * @param removed how many were taken out again in this pass, because they have ended meanwhile
 * @param refused sessions that cannot be migrated, by the code of the reason; they stay at the source until the others leave,
 *     and are then set aside with them
 */
public record TransferResult(long sessions, long changed, long removed, Map<String, Long> refused) {
    public TransferResult {
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /** Returns how many sessions cannot be migrated. */
    public long refusals() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }
}
