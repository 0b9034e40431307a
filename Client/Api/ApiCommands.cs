using System.CommandLine;
using Coordination.Client.Matching;
using Coordination.Client.Operations;

namespace Coordination.Client.Api;

/// <summary>The nouns of the public API as commands.</summary>
public static class ApiCommands
{
    public static IEnumerable<Command> Create()
    {
        yield return VerbCommand.Create(Verbs.WhoAmI);
        foreach (var verbs in Verbs.All.GroupBy(verb => verb.Noun))
        {
            var noun = new Command(verbs.Key, Verbs.Describe(verbs.Key));
            foreach (var verb in verbs)
            {
                noun.Add(verb == Verbs.Board ? BoardCommand.Create(verb) : VerbCommand.Create(verb));
            }
            if (noun.Name == ExplainCommand.Noun) { noun.Add(ExplainCommand.Create()); }
            yield return noun;
        }
    }
}
