using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Says where a record ended up and why, without anybody's data.</summary>
public static class ResolvedWords
{
    public static Resolved Of(string componentKey, SuspectComponent component, string recordKey)
    {
        var entity = component.EntityOf(recordKey)!;
        var reviews = component.Reviews.Where(r => r.Touches(recordKey)).ToList();
        var joined = component.Edges.Where(e => e.Touches(recordKey) && entity.Records.Contains(e.RecordA) && entity.Records.Contains(e.RecordB))
            .SelectMany(e => Words(Enum.Parse<LinkGrounds>(e.Grounds))).Distinct();
        var waiting = reviews.SelectMany(r => Words(Enum.Parse<ReviewReasons>(r.Reasons))).Distinct();
        return new(componentKey, entity.Id, entity.Records.Length - 1, reviews.Count, [.. joined, .. waiting]);
    }

    private static IEnumerable<string> Words(LinkGrounds grounds) => Set(grounds).Select(ground => ground switch
    {
        LinkGrounds.StrongDocument => "Joined: the same valid document number, and neither name nor birth date contradicts.",
        LinkGrounds.Document => "Joined: the document numbers agree as far as they can be read.",
        LinkGrounds.Name => "Joined: the names are the same or a slip apart.",
        LinkGrounds.Birth => "Joined: the birth dates agree or are a slip apart.",
        LinkGrounds.Phone => "Joined: a phone in common.",
        LinkGrounds.BankCard => "Joined: a bank card in common.",
        LinkGrounds.Plate => "Joined: a plate in common.",
        LinkGrounds.Account => "Joined: the same chat account.",
        LinkGrounds.CaseNumber => "Joined: the same case number.",
        LinkGrounds.Area => "Joined: the same prefecture.",
        LinkGrounds.Address => "Joined: the same address.",
        LinkGrounds.Letters => "Joined: the same name in letters.",
        LinkGrounds.Nickname => "Joined: the same nickname, or one that fits the name.",
        _ => throw new ArgumentOutOfRangeException(nameof(grounds), ground, "No words for it."),
    });

    private static IEnumerable<string> Words(ReviewReasons reasons) => Set(reasons).Select(reason => reason switch
    {
        ReviewReasons.MeanTooLow => "Review: some of the records agree, as a whole they do not agree enough.",
        ReviewReasons.GroundsTooFew => "Review: only shared numbers or letters speak for it; they never join by themselves.",
        ReviewReasons.DocumentConflict => "Review: both sides hold valid document numbers, and they differ.",
        ReviewReasons.SameDocumentContradicted => "Review: the same valid document number under contradicting names or birth dates.",
        ReviewReasons.DocumentCheckFailed => "Review: a document number fails its check and is a slip away from the other.",
        ReviewReasons.NameAndBirthOnly => "Review: the same name and birth date, and no identifier to tell them apart.",
        _ => throw new ArgumentOutOfRangeException(nameof(reasons), reason, "No words for it."),
    });

    private static IEnumerable<TEnum> Set<TEnum>(TEnum flags) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Where(flag => Convert.ToInt32(flag, null) != 0 && flags.HasFlag(flag));
}
