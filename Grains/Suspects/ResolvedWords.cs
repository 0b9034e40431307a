using System.Collections.Frozen;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Says where a record ended up and why, without anybody's data.</summary>
public static class ResolvedWords
{
    private static readonly FrozenDictionary<string, string> Joined = new Dictionary<LinkGrounds, string>
    {
        [LinkGrounds.StrongDocument] = "the same valid document number, and neither name nor birth date contradicts",
        [LinkGrounds.Document] = "the document numbers agree as far as they can be read",
        [LinkGrounds.Name] = "the names are the same or a slip apart",
        [LinkGrounds.Birth] = "the birth dates agree or are a slip apart",
        [LinkGrounds.Phone] = "a phone in common",
        [LinkGrounds.BankCard] = "a bank card in common",
        [LinkGrounds.Plate] = "a plate in common",
        [LinkGrounds.Account] = "the same chat account",
        [LinkGrounds.CaseNumber] = "the same case number",
        [LinkGrounds.Address] = "the same address",
        [LinkGrounds.Area] = "the same prefecture",
        [LinkGrounds.Letters] = "the same romanised name",
        [LinkGrounds.Nickname] = "the same nickname, or one that fits the name",
    }.ToFrozenDictionary(w => w.Key.ToString(), w => w.Value);

    private static readonly FrozenDictionary<string, string> Waiting = new Dictionary<ReviewReasons, string>
    {
        [ReviewReasons.MeanTooLow] = "some of the records agree, as a whole they do not agree enough",
        [ReviewReasons.GroundsTooFew] = "what agrees is too little, or of a kind that never joins by itself",
        [ReviewReasons.DocumentConflict] = "both sides hold valid document numbers, and they differ",
        [ReviewReasons.SameDocumentContradicted] = "the same valid document number under contradicting names or birth dates",
        [ReviewReasons.DocumentCheckFailed] = "a document number fails its check and is a slip away from the other",
        [ReviewReasons.NameAndBirthOnly] = "the same name and birth date, and no identifier to tell them apart",
    }.ToFrozenDictionary(w => w.Key.ToString(), w => w.Value);

    public static Resolved Of(string componentKey, SuspectComponent component, string recordKey)
    {
        var entity = component.EntityOf(recordKey)!;
        var reviews = component.Reviews.Where(r => r.Touches(recordKey)).ToList();
        var joined = component.Edges
            .Where(e => e.Touches(recordKey) && entity.Records.Contains(e.RecordA) && entity.Records.Contains(e.RecordB))
            .SelectMany(e => Words("Joined", Joined, e.Grounds));
        var waiting = reviews.SelectMany(r => Words("Review", Waiting, r.Reasons));
        return new(componentKey, entity.Id, entity.Records.Length - 1, reviews.Count, [.. joined.Distinct(), .. waiting.Distinct()]);
    }

    /// <summary>A record that nothing connects with any other.</summary>
    public static Resolved Alone(string recordKey) => new("", EntityNaming.IdOf(recordKey), 0, 0, []);

    // What is stored may be of an older model, whose names this one no longer has.
    private static IEnumerable<string> Words(string what, FrozenDictionary<string, string> words, string names) =>
        names.Split(", ").Where(name => name != nameof(LinkGrounds.None)).Select(name => $"{what}: {words.GetValueOrDefault(name, name)}.");
}
