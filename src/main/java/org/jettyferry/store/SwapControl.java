package org.jettyferry.store;

import java.util.List;
import java.util.function.Predicate;

/**
 * How a command that only renames tables is to go about it.
 *
 * @param assumeStopped whether the signs of living nodes are to be ignored
 * @param confirm is shown the statements and says yes or no
 * @param listener is told how it goes
 */
public record SwapControl(boolean assumeStopped, Predicate<List<String>> confirm, CarryListener listener) {}
