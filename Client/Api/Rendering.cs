using Coordination.Client.Cli;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Spectre.Console;

namespace Coordination.Client.Api;

/// <summary>Answers of the API: ProtoJSON for programs, tables for people.</summary>
public static class Rendering
{
    private const int ColumnsMax = 7;

    private static readonly JsonFormatter _line = new(JsonFormatter.Settings.Default);
    private static readonly JsonFormatter _document = new(JsonFormatter.Settings.Default.WithIndentation());

    public static void WriteLine(IMessage message) => Session.Print(_line.Format(message));

    public static void Write(Session session, IMessage message, IReadOnlyList<string> columns)
    {
        var list = ListOf(message);
        switch (session.Format)
        {
            case OutputFormat.Json:
                Session.Print(_document.Format(message));
                break;
            case OutputFormat.Ndjson:
                foreach (var item in Items(message, list)) { WriteLine(item); }
                break;
            case OutputFormat.Name:
                foreach (var item in Items(message, list)) { Session.Print(NameOf(item)); }
                break;
            case OutputFormat.Table when list is not null:
                WriteTable(session, list.MessageType, Items(message, list), columns);
                if (message.Descriptor.FindFieldByName("next_page_token")?.Accessor.GetValue(message) is string { Length: > 0 } token)
                {
                    session.Say($"More: --page-token {token}");
                }
                break;
            default:
                WriteFields(session, message);
                break;
        }
    }

    // A list answer has one repeated message and a page token or a total beside it.
    private static FieldDescriptor? ListOf(IMessage message) =>
        message.Descriptor.FindFieldByName("name") is null && message.Descriptor.Name.StartsWith("List", StringComparison.Ordinal)
            ? message.Descriptor.Fields.InDeclarationOrder().FirstOrDefault(field => field is { IsRepeated: true, FieldType: FieldType.Message })
            : null;

    private static IEnumerable<IMessage> Items(IMessage message, FieldDescriptor? list) =>
        list is null ? [message] : ((System.Collections.IEnumerable)list.Accessor.GetValue(message)).Cast<IMessage>();

    private static string NameOf(IMessage message) =>
        message.Descriptor.FindFieldByName("name")?.Accessor.GetValue(message) as string
        ?? throw new CommandException($"A {message.Descriptor.Name} has no name; use -o json.");

    private static void WriteTable(Session session, MessageDescriptor type, IEnumerable<IMessage> items, IReadOnlyList<string> columns)
    {
        var fields = columns.Count > 0
            ? columns.Select(type.FindFieldByName).ToList()
            : type.Fields.InDeclarationOrder().Where(field => !field.IsRepeated && field.Name != "etag" && IsPlain(field)).Take(ColumnsMax).ToList();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var field in fields)
        {
            table.AddColumn(Markup.Escape(field.Name.Replace('_', ' ')));
        }
        foreach (var item in items)
        {
            table.AddRow(fields.Select(field => Markup.Escape(Text(item, field))).ToArray());
        }
        session.Data.Write(table);
    }

    private static void WriteFields(Session session, IMessage message)
    {
        var grid = new Grid().AddColumns(2);
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (Text(message, field) is { Length: > 0 } text)
            {
                grid.AddRow(Markup.Escape(field.Name.Replace('_', ' ')), Markup.Escape(text));
            }
        }
        session.Data.Write(grid);
    }

    private static bool IsPlain(FieldDescriptor field) =>
        field.FieldType != FieldType.Message || field.MessageType.FullName is "google.protobuf.Timestamp" or "google.type.Money" or "google.type.Date";

    private static string Text(IMessage message, FieldDescriptor field) => field.Accessor.GetValue(message) switch
    {
        null => "",
        string text => text,
        Google.Protobuf.WellKnownTypes.Timestamp time => time.ToDateTimeOffset().ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", null),
        Google.Type.Money money => $"{money.DecimalValue:N2} {money.CurrencyCode}",
        IMessage nested => _line.Format(nested),
        System.Collections.IList { Count: 0 } => "",
        System.Collections.IEnumerable several => string.Join(Environment.NewLine, several.Cast<object>().Select(item => item is IMessage nested ? _line.Format(nested) : item)),
        Enum value => value.ToString(),
        bool flag => flag ? "yes" : "",
        var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
