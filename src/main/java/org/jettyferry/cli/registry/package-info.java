/** The commands on the registry, under Ferry's own names and those of Open-Xchange. */
@NullMarked
package org.jettyferry.cli.registry;

import org.jspecify.annotations.NullMarked;
