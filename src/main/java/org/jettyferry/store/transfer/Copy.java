package org.jettyferry.store.transfer;

/**
 * A row of the waiting room, as a program remembers it.
 *
 * @param check of the source's row that it was made of
 * @param refused the code of the reason for which it cannot be migrated; empty if it can
 */
record Copy(String check, String refused) {
    boolean isSound() {
        return refused.isEmpty();
    }
}
