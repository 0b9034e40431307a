using Coordination.Client.Matching;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class LabelsTests : IDisposable
{
    private readonly FileInfo _truth = new(Path.GetTempFileName());
    private readonly FileInfo _decisions = new(Path.GetTempFileName());

    [Fact]
    public void A_decision_goes_before_the_truth_and_what_neither_tells_is_not_known()
    {
        File.WriteAllText(_truth.FullName, "record_id,true_id\nR1,P1\nR2,P1\nR3,P2\n");
        File.WriteAllText(_decisions.FullName, "record_a,record_b,verdict\nR2,R1,NOT_SAME\n");

        var labels = Labels.From(_truth, _decisions)!;

        Assert.False(labels.IsSame("R1", "R2"));
        Assert.False(labels.IsSame("R1", "R3"));
        Assert.Null(labels.IsSame("R1", "R9"));
    }

    [Fact]
    public void Without_files_there_are_no_labels() => Assert.Null(Labels.From(null, null));

    public void Dispose()
    {
        _truth.Delete();
        _decisions.Delete();
    }
}
