using System.Text;

namespace Glia.Tables.Arff;

/// <summary>
/// The parts of one line of an ARFF file: words, quoted text with backslash escapes, punctuation; <c>%</c> begins a comment.
/// </summary>
internal sealed class ArffTokens(string line, string name, int number)
{
    private int _at;

    /// <summary>Whether nothing is left but blanks or a comment.</summary>
    public bool AtEnd => Peek() is '\0' or '%';

    /// <summary>Passes over a character if it is the next one.</summary>
    public bool Accept(char wanted)
    {
        if (Peek() != wanted) return false;
        _at++;
        return true;
    }

    /// <summary>A word that ends at a blank, or quoted text.</summary>
    public string Word() => Token(stopAtBlank: true);

    /// <summary>A value that ends at a comma or brace and may hold blanks, or quoted text.</summary>
    public string Value() => Token(stopAtBlank: false);

    public GliaException Broken(string what) => new($"{name}, line {number}: {what}; correct the line or export the file again.");

    private string Token(bool stopAtBlank)
    {
        char first = Peek();
        if (first is '\'' or '"') return Quoted(first);
        int start = _at;
        while (_at < line.Length && line[_at] is not (',' or '{' or '}') && !(stopAtBlank && char.IsWhiteSpace(line[_at]))) _at++;
        string word = line[start.._at].Trim();
        return word.Length > 0 ? word : throw Broken("a value is missing");
    }

    private string Quoted(char quote)
    {
        var text = new StringBuilder();
        for (_at++; _at < line.Length; _at++)
        {
            char c = line[_at];
            if (c == quote)
            {
                _at++;
                return text.ToString();
            }
            if (c == '\\' && _at + 1 < line.Length) c = line[++_at];
            text.Append(c);
        }
        throw Broken("a quote is never closed");
    }

    private char Peek()
    {
        while (_at < line.Length && char.IsWhiteSpace(line[_at])) _at++;
        return _at < line.Length ? line[_at] : '\0';
    }
}
