using System.Text;

namespace Glia.Cli.Shells;

/// <summary>The manual page of <c>glia</c>, in the language of <c>man</c>.</summary>
internal static class ManualPage
{
    /// <summary>The page.</summary>
    /// <param name="root">All commands.</param>
    public static string Of(ShellCommand root)
    {
        var page = new StringBuilder($".TH GLIA 1 \"\" \"Glia {GliaVersion.Text}\" \"User Commands\"\n");
        page.Append(".SH NAME\nglia \\- train neural networks fast on the CPU, and find out why one does not learn\n");
        page.Append(".SH SYNOPSIS\n.B glia\n.I COMMAND\n[\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]\n");
        page.Append(".SH DESCRIPTION\n").Append(Text(root.Description)).Append('\n');
        page.Append("Each command says what it takes with \\fB\\-\\-help\\fR; what follows is the same of all of them.\n.SH COMMANDS\n");
        foreach (ShellCommand command in root.All().Skip(1)) Append(page, command);
        page.Append(".SH EXIT STATUS\n");
        foreach ((int code, string says) in ExitCodes.All) page.Append($".TP\n{code}\n{Text(says)}\n");
        page.Append(".SH EXAMPLES\n").Append(Lines(root));
        return page.ToString();
    }

    private static void Append(StringBuilder page, ShellCommand command)
    {
        string words = command.Path[1..].Replace('/', ' ');
        string arguments = string.Concat(command.Command.Arguments.Select(argument => $" {Text(argument.Name)}"));
        page.Append($".SS \"glia {Text(words)}{arguments}\"\n");
        page.Append(Text(command.Description)).Append('\n');
        foreach (System.CommandLine.Argument argument in command.Command.Arguments)
            page.Append($".TP\n.I {Text(argument.Name)}\n{Text(argument.Description ?? "")}\n");
        foreach (ShellOption option in command.Options)
        {
            string value = option.Value is null ? "" : $" \\fI{Text(option.Value)}\\fR";
            string names = string.Join(", ", option.Names.Select(name => $"\\fB{Text(name)}\\fR"));
            page.Append($".TP\n{names}{value}\n{Text(option.Description)}\n");
        }
        if (Examples.Of(command.Command).Count > 0) page.Append(".PP\nExamples:\n").Append(Lines(command));
    }

    private static string Lines(ShellCommand command) =>
        $".PP\n.nf\n.RS\n{string.Concat(Examples.Of(command.Command).Select(line => Text(line) + "\n"))}.RE\n.fi\n";

    // A backslash begins an escape, a dash would become a hyphen, and a line must not begin with a point or an apostrophe.
    private static string Text(string text)
    {
        string escaped = text.Replace(@"\", @"\e", StringComparison.Ordinal).Replace("-", @"\-", StringComparison.Ordinal)
            .Replace("\"", @"\(dq", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? @"\&" + escaped : escaped;
    }
}
