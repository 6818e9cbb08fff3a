package org.jettyferry.update;

/** Hears what an update does, for a log. */
public interface UpdateListener {
    /** Something happens that the operator wants to know, as a sentence. */
    void tell(String sentence);

    /**
     * A change set begins.
     *
     * @param name its file, id and author, as Liquibase writes them
     */
    void begins(String name);
}
