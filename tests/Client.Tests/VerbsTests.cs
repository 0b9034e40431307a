using Coordination.Client.Api;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class VerbsTests
{
    // Not a verb with options but the stream of coord import.
    private const string ImportStreamRpc = "ImportService.ImportRecords";

    [Fact]
    public void Each_RPC_of_the_public_API_has_exactly_one_verb()
    {
        var rows = Verbs.All.Append(Verbs.WhoAmI).Append(Verbs.ImportJob).Select(verb => verb.Rpc).Append(ImportStreamRpc).Order(StringComparer.Ordinal);

        Assert.Equal(ApiMethod.Names.Order(StringComparer.Ordinal), rows);
    }

    [Fact]
    public void Each_verb_becomes_a_command_and_no_two_share_a_name()
    {
        var commands = Verbs.All.Select(verb => (verb.Noun, VerbCommand.Create(verb).Name)).ToList();

        Assert.Equal(commands.Count, commands.Distinct().Count());
        Assert.All(Verbs.All, verb => Assert.NotEmpty(Verbs.Describe(verb.Noun)));
    }
}
