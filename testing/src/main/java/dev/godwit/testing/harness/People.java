package dev.godwit.testing.harness;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;

/// Makes accounts the way people get them: the first by the setup code, the others by invitation.
public final class People {
    public static final String PASSWORD = "correct horse battery";

    private People() {}

    /// The first person is the administrator.
    public static List<Person> register(ServerProcess server, String... names) {
        var people = new ArrayList<Person>();
        for (String name : names) {
            String code = people.isEmpty() ? server.setupCode() : invitation(server, people.getFirst());
            people.add(join(server, name, code));
        }
        return people;
    }

    public static String invitation(ServerProcess server, Person administrator) {
        var answer = Api.as(server.port(), administrator.token()).post("/v1/invitations", Api.object());
        expect(201, answer);
        return answer.json().get("code").stringValue();
    }

    public static Person join(ServerProcess server, String name, String code) {
        var answer = new Api(server.port())
                .post(
                        "/v1/accounts",
                        Api.object()
                                .put("name", name)
                                .put("password", PASSWORD)
                                .put("code", code)
                                .put("device", name + "'s laptop"));
        return signedIn(name, answer, 201);
    }

    /// Another session, on a device of its own.
    public static Person signIn(ServerProcess server, Person person) {
        var answer = new Api(server.port())
                .post(
                        "/v1/sessions",
                        Api.object()
                                .put("name", person.name())
                                .put("password", person.password())
                                .put("device", person.name() + "'s other device"));
        return signedIn(person.name(), answer, 201);
    }

    private static Person signedIn(String name, Api.Answer answer, int expected) {
        expect(expected, answer);
        var json = answer.json();
        return new Person(
                name,
                PASSWORD,
                new UserId(json.get("user").stringValue()),
                new DeviceId(json.get("device").stringValue()),
                json.get("session").stringValue(),
                json.get("token").stringValue());
    }

    private static void expect(int status, Api.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError(answer.status() + " instead of " + status + ": " + answer.body());
        }
    }
}
