using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Coordination.Suspects;

/// <summary>
/// What a judge of two records must have seen: the records of the two persons and all that was said of any of them against any of the
/// other's. It changes with these and not with whatever else happens in their component.
/// </summary>
public static class MatchRevision
{
    /// <returns>A positive number that tells nothing of what it stands for.</returns>
    public static int Of(SuspectComponent component, RecordPair pair)
    {
        var (one, other) = (MatchSides.PersonOf(component, pair.RecordA), MatchSides.PersonOf(component, pair.RecordB));
        string[] seen =
        [
            .. one, "|", .. other,
            .. component.Decisions.Where(d => MatchSides.Concern(d, one, other)).SelectMany(Said),
        ];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', seen)));
        return 1 + (BinaryPrimitives.ReadInt32LittleEndian(hash) & 0x3fff_ffff);
    }

    private static IEnumerable<string> Said(MatchDecision decision) =>
    [
        $"|{decision.RecordA} {decision.RecordB} {decision.Standing}",
        .. decision.DecidedBy.Concat(decision.Open).Select(v => $"{v.Actor} {v.Verdict} {v.At:O}"),
    ];
}
