/**
 * The blob of a stored session, column {@code map}: a codec that knows the grammar of the serialization stream and loads
 * no class.
 */
@NullMarked
package org.jettyferry.blob;

import org.jspecify.annotations.NullMarked;
