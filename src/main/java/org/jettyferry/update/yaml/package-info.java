/** Reads the YAML files that a site writes. They come from people: what is not understood is refused with the place. */
@NullMarked
package org.jettyferry.update.yaml;

import org.jspecify.annotations.NullMarked;
