using Coordination.JointOperations;

namespace Coordination.Gateway.Services;

/// <summary>
/// The protected texts of one operation, opened for one viewer. Need to know: where a target is expected and what a party says of
/// itself is for that party, the lead and the ministry; the rest of the plan is for all parties.
/// </summary>
public sealed class JointOperationTexts
{
    private readonly Dictionary<Protected, string> _plain;

    private JointOperationTexts(Dictionary<Protected, string> plain) => _plain = plain;

    /// <summary>The text; empty if it is not this viewer's to read, or was erased.</summary>
    public string this[Protected? text] => text is null ? "" : _plain.GetValueOrDefault(text, "");

    public static async Task<JointOperationTexts> Open(
        JointOperation operation, JurisdictionCode viewer, IProtector protector, CancellationToken cancel)
    {
        var leads = viewer == operation.Lead || viewer.IsMinistry;
        var planned = operation.Plan?.Targets ?? [];
        Protected[] texts =
        [
            .. new[]
            {
                [operation.Title],
                planned.Concat(operation.Postponed).Where(target => leads || target.Party == viewer).SelectMany(target => new[] { target.Address, target.Notes }),
                operation.Parties.Where(party => leads || party.Code == viewer).Select(party => party.Reservation),
                operation.Refusals.Where(refusal => leads || refusal.Party == viewer).Select(refusal => refusal.Details),
            }.SelectMany(text => text).OfType<Protected>().Distinct(),
        ];
        var plain = texts.Length == 0 ? [] : await protector.Reveal(texts, cancel);
        return new(texts.Zip(plain).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => pair.Second!));
    }
}
