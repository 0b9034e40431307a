using System.Security.Cryptography;
using System.Text;

namespace Coordination.Log;

/// <summary>What must follow elsewhere when something happened: a pure function from an entry to commands, run at least once each.</summary>
public interface IReaction
{
    string Name { get; }

    /// <summary>How old an entry must be before its steps are sent: for one who mostly finds the work done by whoever caused the entry.</summary>
    TimeSpan After => TimeSpan.Zero;

    /// <summary>The steps that <paramref name="entry"/> asks for; none for most.</summary>
    IEnumerable<Step> On(LogEntry entry);

    /// <summary>The steps of entries that were read together, for a reaction whose steps cost less together.</summary>
    IEnumerable<(LogEntry Entry, Step Step)> On(IReadOnlyList<LogEntry> entries) =>
        entries.SelectMany(entry => On(entry).Select(step => (entry, step)));
}

/// <summary>One idempotent command to another aggregate.</summary>
/// <param name="Target">For the logs.</param>
/// <param name="Send">Sends it; answers with the refusal, if any.</param>
public sealed record Step(string Target, Func<IGrainFactory, Task<Rejection?>> Send);

public static class ReactionHeaders
{
    /// <summary>A header whose request id follows from the entry, so that running the reaction again is a retry.</summary>
    public static CommandHeader DerivedHeader(this LogEntry entry, string reaction, string target)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes($"{reaction}|{target}|{entry.GrainId}|{entry.Version}|{entry.Ordinal}"));
        return new(new Guid(seed.AsSpan(0, 16)), $"reaction/{reaction}", Convert.ToHexString(seed, 16, 8), entry.Actor,
            JurisdictionCode.Ministry, EventTime: entry.EventTime);
    }
}
