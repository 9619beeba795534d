package dev.godwit.testing.simulation;

/// Passes everything on, for those that change what is sent.
class PassingClient implements ClientEnd {
    final ClientEnd client;

    PassingClient(ClientEnd client) {
        this.client = client;
    }

    @Override
    public void send(byte[] frame) {
        client.send(frame);
    }

    @Override
    public boolean isWritable() {
        return client.isWritable();
    }

    @Override
    public void close(boolean unauthorized, String reason) {
        client.close(unauthorized, reason);
    }
}
