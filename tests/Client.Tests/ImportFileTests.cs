using Coordination.Client.Import;
using Coordination.V1;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class ImportFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void The_sample_holds_a_thousand_records_of_all_provinces()
    {
        var records = ImportFile.Suspects(Path.Combine(AppContext.BaseDirectory, "Data", "suspects-1k.csv"));

        Assert.Equal(1000, records.Count);
        Assert.Equal(31, records.Select(record => record.Jurisdiction).Distinct().Count());
        Assert.Equal(1000, records.Select(record => (record.Jurisdiction, record.SourceId)).Distinct().Count());
    }

    [Fact]
    public void Several_values_of_a_column_are_parted_by_semicolons()
    {
        File.WriteAllText(_file, "record_id,province_code,name,phones,submitted_at\nR1,440000,丁某,16326208806;15474815045,2016-01-04T14:41:24+08:00\n");

        var record = Assert.Single(ImportFile.Suspects(_file));

        var sent = record.Message.SuspectRecord;
        Assert.Equal("440000", record.Jurisdiction);
        Assert.Equal(["16326208806", "15474815045"], sent.Attributes.Phones);
        Assert.Equal(new DateTime(2016, 1, 4, 6, 41, 24, DateTimeKind.Utc), sent.EventTime.ToDateTime());
    }

    [Fact]
    public void A_case_names_its_field_as_the_API_does()
    {
        File.WriteAllText(_file, "case_number,title,focus_area,report_source\nC-1,报案,COUNTER_COLLECTION,complaint\n");

        var sent = Assert.Single(ImportFile.Cases(_file)).Message.CaseFile.CaseFile;

        Assert.Equal((FocusArea.CounterCollection, ReportSource.Complaint), (sent.FocusArea, sent.ReportSource));
    }

    [Theory]
    [InlineData("record_id,name\n,丁某\n")]
    [InlineData("record_id,submitted_at\nR1,yesterday\n")]
    public void A_bad_line_is_named(string text)
    {
        File.WriteAllText(_file, text);

        Assert.Contains("Line 2", Assert.Throws<InvalidDataException>(() => ImportFile.Suspects(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_line_of_columns_is_refused_and_one_without_records_is_not()
    {
        File.WriteAllText(_file, "");
        Assert.Contains("names the columns", Assert.Throws<InvalidDataException>(() => ImportFile.Suspects(_file)).Message, StringComparison.Ordinal);

        File.WriteAllText(_file, "record_id,name\n");
        Assert.Empty(ImportFile.Suspects(_file));
    }

    public void Dispose() => File.Delete(_file);
}
