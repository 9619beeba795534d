package dev.godwit.testing.simulation;

/// A device, whose it is and where it is.
record Gadget(Somebody owner, SimDevice device, Place place) {
    @Override
    public String toString() {
        return place.name().name();
    }
}
