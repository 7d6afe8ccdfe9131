using System.Globalization;
using System.Text;

namespace Glia.Data;

/// <summary>
/// The dictionary at the head of an npy file: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (784, 200), }</c>.
/// The keys may come in any order with any spacing, as numpy itself accepts (NEP 1, numpy/lib/format.py).
/// </summary>
internal sealed class NpyHeader
{
    private readonly string _text;
    private readonly string _name;
    private int _at;

    private NpyHeader(string text, string name) => (_text, _name) = (text, name);

    public string Descr { get; private set; } = "";

    public bool FortranOrder { get; private set; }

    public int[] Shape { get; private set; } = [];

    public static NpyHeader Parse(string text, string name)
    {
        var header = new NpyHeader(text, name);
        header.ParseDictionary();
        return header;
    }

    public static string Format(string descr, ReadOnlySpan<int> shape)
    {
        var text = new StringBuilder("{'descr': '").Append(descr).Append("', 'fortran_order': False, 'shape': (");
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (axis > 0) text.Append(' ');
            text.Append(shape[axis].ToString(CultureInfo.InvariantCulture));
            if (axis < shape.Length - 1 || shape.Length == 1) text.Append(',');
        }
        return text.Append("), }").ToString();
    }

    private void ParseDictionary()
    {
        bool descr = false, order = false, shape = false;
        Expect('{');
        while (!Accept('}'))
        {
            string key = ParseString();
            Expect(':');
            switch (key)
            {
                case "descr":
                    if (Peek() == '[') throw Npy.Unsupported(_name, "a structured type");
                    Descr = ParseString();
                    descr = true;
                    break;
                case "fortran_order":
                    FortranOrder = ParseBool();
                    order = true;
                    break;
                case "shape":
                    Shape = ParseShape();
                    shape = true;
                    break;
                default:
                    throw Broken($"has the unknown key '{key}'");
            }
            if (Accept(',')) continue;
            Expect('}');
            break;
        }
        if (Peek() != '\0') throw Broken("goes on after its closing brace");
        if (!descr || !order || !shape) throw Broken("lacks one of descr, fortran_order and shape");
    }

    private int[] ParseShape()
    {
        var dimensions = new List<int>();
        Expect('(');
        while (!Accept(')'))
        {
            int start = SkipSpace();
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
            string digits = _text[start.._at];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int dimension))
                throw Broken(digits.Length == 0
                    ? "has a shape that is not a list of sizes"
                    : $"has a dimension of {digits}, more than Glia can hold");
            // Python 2 wrote long integers with a trailing L.
            if (_at < _text.Length && _text[_at] == 'L') _at++;
            dimensions.Add(dimension);
            if (dimensions.Count > 64) throw Broken("has more than 64 dimensions");
            if (Accept(',')) continue;
            Expect(')');
            break;
        }
        return [.. dimensions];
    }

    private string ParseString()
    {
        char quote = Peek();
        if (quote is not ('\'' or '"')) throw Broken("is not a dictionary of names and values");
        int end = _text.IndexOf(quote, _at + 1);
        if (end < 0) throw Broken("has a text without its closing quote");
        string value = _text[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private bool ParseBool()
    {
        SkipSpace();
        foreach (string word in (ReadOnlySpan<string>)["True", "False"])
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0) continue;
            _at += word.Length;
            return word == "True";
        }
        throw Broken("has a fortran_order that is neither True nor False");
    }

    private int SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\t' or '\r') _at++;
        return _at;
    }

    private char Peek() => SkipSpace() < _text.Length ? _text[_at] : '\0';

    private bool Accept(char wanted)
    {
        if (Peek() != wanted) return false;
        _at++;
        return true;
    }

    private void Expect(char wanted)
    {
        if (!Accept(wanted)) throw Broken($"lacks the '{wanted}' expected at its character {_at + 1}");
    }

    private GliaException Broken(string what) => new($"The npy header of {_name} {what}; save the array again with numpy.save.");
}
