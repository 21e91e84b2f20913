package dev.rls.processor;

import javax.lang.model.element.TypeElement;

/** Finds a place that the compiler can show. */
interface Locator {

    /** The place, or the other class instead if it lies in one that is not compiled now. */
    Place of(Place place, TypeElement otherwise);
}
