using Coordination.Client.Files;
using Coordination.Client.Matching;
using Coordination.Resolution;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class RecordFilesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void A_column_that_is_not_there_is_an_attribute_that_is_not_known()
    {
        File.WriteAllText(_file, "record_id,name,phones\nR1,丁某,16326208806;15474815045\n");

        var record = Assert.Single(RecordFiles.Records(_file, Model.Suspects));

        Assert.Equal("丁某", record.Name);
        Assert.Equal(["16326208806", "15474815045"], record.Phones);
        Assert.Null(record.IdNumber);
    }

    [Theory]
    [InlineData("record_id,name\nR1,丁某\n,丁某\n", "Line 3")]
    [InlineData("record_id,submitted_at\nR1,yesterday\n", "Line 2")]
    public void A_bad_line_is_named(string text, string where)
    {
        File.WriteAllText(_file, text);

        Assert.Contains(where, Assert.Throws<InvalidDataException>(() => RecordFiles.Records(_file, Model.Suspects)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_decision_on_a_pair_counts_and_an_unsure_one_decides_nothing()
    {
        File.WriteAllText(_file, "record_a,record_b,verdict\nR2,R1,SAME\nR1,R2,NOT_SAME\nR3,R4,SAME\nR4,R3,UNSURE\n");

        var decisions = RecordFiles.Decisions(_file);

        Assert.Equal([KeyValuePair.Create(("R1", "R2"), false)], decisions);
    }

    [Fact]
    public void Another_word_for_a_verdict_is_refused_by_line()
    {
        File.WriteAllText(_file, "record_a,record_b,verdict\nR1,R2,maybe\n");

        Assert.Contains("Line 2", Assert.Throws<InvalidDataException>(() => RecordFiles.Decisions(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        CsvFile.Write(_file, ["record_id", "entity_id"], [["a,b", "\"x\""], ["c", "d"]]);

        var rows = CsvFile.Read(_file, row => (row.Text("record_id"), row.Text("entity_id")));

        Assert.Equal([("a,b", "\"x\""), ("c", "d")], rows);
    }

    [Fact]
    public void A_model_that_does_not_exist_is_refused_by_name() =>
        Assert.Contains("no-such-model", Assert.Throws<InvalidDataException>(() => ModelFiles.Open("no-such-model")).Message, StringComparison.Ordinal);

    public void Dispose() => File.Delete(_file);
}
