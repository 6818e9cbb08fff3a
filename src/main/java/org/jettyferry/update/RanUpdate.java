package org.jettyferry.update;

/**
 * An update that has run in a schema, by Ferry or by another program of Liquibase.
 *
 * @param name a change set with its file and author, or a command
 * @param ended when it ended, as the server shows it
 * @param description what it did, in a few words
 * @param tag the tag that was set behind it; empty if none
 */
public record RanUpdate(String name, String ended, String description, String tag) {}
