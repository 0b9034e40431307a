using System.Globalization;
using Coordination.Client.Files;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Client.Import;

/// <summary>One record of a file: whose it is, the sender's own id of it, and the message that carries it.</summary>
/// <param name="Jurisdiction">By the file; null if the file leaves it to the caller.</param>
public sealed record FileRecord(string? Jurisdiction, string SourceId, ImportRecord Message);

/// <summary>Reads files of records: comma-separated values with a header line, UTF-8.</summary>
public static class ImportFile
{
    private const char ValueSeparator = ';';

    /// <summary>Columns: record_id, submitted_at, province_code, case_no, name, romanised, aliases, sex, birth_date, ethnicity, id_type,
    /// id_no, phones, bank_cards, wechat, qq, plates, huji_address, address; several values in one are parted by semicolons.</summary>
    public static IReadOnlyList<FileRecord> Suspects(string path) => Read(path, row => new FileRecord(row.Text("province_code"), row.Required("record_id"), new ImportRecord
    {
        SuspectRecord = new SubmitSuspectRecordRequest
        {
            SourceRecordId = row.Required("record_id"), CaseNumber = row.Text("case_no") ?? "", EventTime = row.Instant("submitted_at"),
            Attributes = new SuspectAttributes
            {
                FullName = row.Text("name") ?? "", RomanisedName = row.Text("romanised") ?? "", Aliases = { row.Several("aliases") }, Sex = row.Text("sex") ?? "",
                BirthDate = row.Text("birth_date") ?? "", Ethnicity = row.Text("ethnicity") ?? "", IdType = row.Text("id_type") ?? "", IdNumber = row.Text("id_no") ?? "",
                Phones = { row.Several("phones") }, BankCards = { row.Several("bank_cards") }, Plates = { row.Several("plates") }, Wechat = row.Text("wechat") ?? "",
                Qq = row.Text("qq") ?? "", RegisteredAddress = row.Text("huji_address") ?? "", PresentAddress = row.Text("address") ?? "",
            },
        },
    }));

    /// <summary>Columns: case_number, title, focus_area, report_source; also province_code, reported_at, summary, offences, referring_agency.</summary>
    public static IReadOnlyList<FileRecord> Cases(string path) => Read(path, row => new FileRecord(row.Text("province_code"), row.Required("case_number"), new ImportRecord
    {
        CaseFile = new CreateCaseRequest
        {
            EventTime = row.Instant("reported_at"),
            CaseFile = new Case
            {
                CaseNumber = row.Required("case_number"), Title = row.Required("title"), Summary = row.Text("summary") ?? "", Offences = { row.Several("offences") },
                FocusArea = row.Word<FocusArea>("focus_area"), ReportSource = row.Word<ReportSource>("report_source"), ReferringAgency = row.Text("referring_agency") ?? "",
            },
        },
    }));

    private static List<FileRecord> Read(string path, Func<Row, FileRecord> record) => CsvFile.Read(path, row => record(new Row(row)));

    private sealed class Row(CsvRow row)
    {
        public string? Text(string column) => row.Text(column);

        public string Required(string column) => row.Required(column);

        public string[] Several(string column) => (Text(column) ?? "").Split(ValueSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        public Timestamp? Instant(string column) => Text(column) switch
        {
            null => null,
            var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => Timestamp.FromDateTimeOffset(instant),
            _ => throw row.Bad($"{column} is no instant such as 2025-09-30T06:00:00+08:00."),
        };

        public TEnum Word<TEnum>(string column) where TEnum : struct, System.Enum =>
            System.Enum.TryParse<TEnum>(Required(column).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) ? value : throw row.Bad($"{column} is none of {string.Join(", ", System.Enum.GetNames<TEnum>())}.");
    }
}
