using Coordination.Client.Checks;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class AcknowledgedCheckTests
{
    [Fact]
    public void A_record_that_was_refused_was_not_acknowledged()
    {
        string[] lines =
        [
            """{"jurisdiction":"440000","sourceId":"R1","status":"CREATED","name":"suspectRecords/a"}""",
            """{"jurisdiction":"440000","sourceId":"R2","status":"FAILED","name":""}""",
        ];

        var records = AcknowledgedCheck.Read(lines);

        Assert.Equal([new AcknowledgedRecord("440000", "R1", "suspectRecords/a")], records);
    }

    [Fact]
    public void An_outcome_told_twice_is_one_record_and_two_names_for_one_record_are_found()
    {
        AcknowledgedRecord[] twice = [new("440000", "R1", "suspectRecords/a"), new("440000", "R1", "suspectRecords/b")];

        Assert.Empty(AcknowledgedCheck.Doubled([twice[0]]));
        Assert.Single(AcknowledgedCheck.Doubled(twice));
    }

    [Fact]
    public void The_same_source_id_in_two_provinces_is_two_records()
    {
        AcknowledgedRecord[] records = [new("440000", "R1", "suspectRecords/a"), new("310000", "R1", "suspectRecords/b")];

        Assert.Empty(AcknowledgedCheck.Doubled(records));
    }
}
