namespace Coordination.Resolution;

/// <summary>What a person should look at. The queue is budgeted: reviewers' time is scarcer than the machine's.</summary>
internal static class ReviewRules
{
    private static readonly NameComparison Name = new();

    /// <summary>What is peculiar about two records that are not one cluster.</summary>
    public static ReviewReasons Reasons(NormalizedRecord a, NormalizedRecord b)
    {
        var document = DocumentComparison.Compare(a.Document, b.Document);
        var grounds = GroundsForLink.Of(a, b);
        return (a.Document.IsStrong && a.Document.IsSameAs(b.Document) && (grounds & LinkGrounds.StrongDocument) == 0 ? ReviewReasons.SameDocumentContradicted : 0)
            | (document is DocumentLevel.OneEdit or DocumentLevel.SameUnverified && (a.Document.IsCheckFailed || b.Document.IsCheckFailed) ? ReviewReasons.DocumentCheckFailed : 0)
            | (document == DocumentLevel.Absent && grounds == (LinkGrounds.Name | LinkGrounds.Birth) ? ReviewReasons.NameAndBirthOnly : 0);
    }

    /// <summary>By weight; a valid document under names that contradict always, as rule M1 asks.</summary>
    public static bool IsQueued(int weight, int mean, ReviewReasons reasons, Model model) =>
        (reasons & ReviewReasons.SameDocumentContradicted) != 0 || (weight >= model.ReviewMin && mean >= model.ReviewMeanMin);
}
