package org.jettyferry.rolling;

import java.util.function.Function;
import org.jettyferry.jdbc.Database;
import org.jettyferry.registry.Registry;

/**
 * What a rolling upgrade works on.
 *
 * @param registry of the site
 * @param databases connects to the database of a JDBC URL, with the operator's login
 * @param updates brings a schema up to date
 */
public record RollingSite(Registry registry, Function<String, Database> databases, SchemaUpdates updates) {}
