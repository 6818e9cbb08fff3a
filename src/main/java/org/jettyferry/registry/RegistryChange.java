package org.jettyferry.registry;

/**
 * A change of the registry, as its history has it.
 *
 * @param version the version of the registry that it made
 * @param atMillis when, in milliseconds since 1970, by the clock of the database
 * @param by who: the login of the operating system and the machine
 * @param what what was done, such as {@code move the schema shop_1 from blue to green}
 */
public record RegistryChange(long version, long atMillis, String by, String what) {}
