package org.jettyferry.changelog;

/** What to take for true of a statement of which nobody can tell whether it has run. */
public enum Doubt {
    /** Nothing: stop and ask. */
    ASK,

    /** It has run. */
    ASSUME_APPLIED,

    /** It has not run. */
    ASSUME_NOT_APPLIED
}
