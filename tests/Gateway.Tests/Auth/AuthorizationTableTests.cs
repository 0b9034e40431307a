using Coordination.Gateway.Auth;
using Xunit;

namespace Coordination.Gateway.Tests.Auth;

public sealed class AuthorizationTableTests
{
    private static readonly bool[] Persons = [false, true];

    /// <summary>Every cell of the matrix: each verb with each role alone, with and without a person.</summary>
    public static TheoryData<Verb, Role, bool> Cells =>
    [
        .. from verb in Enum.GetValues<Verb>()
           from role in Enum.GetValues<Role>()
           from person in Persons
           select (verb, role, person),
    ];

    [Theory, MemberData(nameof(Cells))]
    public void A_cell_is_open_only_if_its_row_says_so(Verb verb, Role role, bool person)
    {
        var caller = Caller(role, person ? "p-1" : null);

        var denied = AuthorizationTable.Deny(caller, verb);

        var row = AuthorizationTable.Find(verb);
        var open = row is not null && (row.Anyone || row.Roles.Contains(role)) && (person || !row.NeedsPerson);
        Assert.Equal(open ? null : Reason.RoleRequired, denied?.Reason);
    }

    [Fact]
    public void Every_verb_but_the_unspecified_one_has_a_row() =>
        Assert.Equal([Verb.Unspecified], Enum.GetValues<Verb>().Where(verb => AuthorizationTable.Find(verb) is null));

    [Theory]
    [InlineData(Role.Unspecified)]
    [InlineData(Role.Regulator)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Operator)]
    public void Roles_without_an_RPC_of_their_own_see_reference_data_only(Role role) =>
        Assert.Equal([Verb.GetCallerIdentity, Verb.ReadJurisdiction],
            Enum.GetValues<Verb>().Where(verb => AuthorizationTable.Deny(Caller(role, "p-1"), verb) is null));

    [Theory]
    [InlineData(Verb.DecideMatch)]
    [InlineData(Verb.DecideDisclosure)]
    [InlineData(Verb.DecideGo)]
    [InlineData(Verb.AbortJointOperation)]
    public void A_human_decision_is_refused_to_a_system_alone(Verb verb)
    {
        var system = new Caller(new("310000"), "rms", null, [.. Enum.GetValues<Role>()]);

        var denied = AuthorizationTable.Deny(system, verb);

        Assert.Equal("person", denied?.Metadata["required"]);
    }

    private static Caller Caller(Role role, string? person) => new(new("310000"), "rms", person, [role]);
}
