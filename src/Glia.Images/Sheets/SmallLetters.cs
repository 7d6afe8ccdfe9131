namespace Glia.Images;

/// <summary>Letters five pixels high, in capitals, for words beside pictures. What has no letter here is a small box.</summary>
internal static class SmallLetters
{
    /// <summary>Rows of a letter.</summary>
    public const int Height = 5;

    private static readonly Dictionary<char, string[]> Letters = Read(
        """
        A .#. #.# ### #.# #.#
        B ##. #.# ##. #.# ##.
        C .## #.. #.. #.. .##
        D ##. #.# #.# #.# ##.
        E ### #.. ##. #.. ###
        F ### #.. ##. #.. #..
        G .## #.. #.# #.# .##
        H #.# #.# ### #.# #.#
        I # # # # #
        J ..# ..# ..# #.# .#.
        K #.# #.# ##. #.# #.#
        L #.. #.. #.. #.. ###
        M #...# ##.## #.#.# #...# #...#
        N #..# ##.# #.## #..# #..#
        O .#. #.# #.# #.# .#.
        P ##. #.# ##. #.. #..
        Q .##. #..# #..# #.#. .#.#
        R ##. #.# ##. #.# #.#
        S .## #.. .#. ..# ##.
        T ### .#. .#. .#. .#.
        U #.# #.# #.# #.# ###
        V #.# #.# #.# #.# .#.
        W #...# #...# #.#.# ##.## #...#
        X #.# #.# .#. #.# #.#
        Y #.# #.# .#. .#. .#.
        Z ### ..# .#. #.. ###
        0 ### #.# #.# #.# ###
        1 .# ## .# .# .#
        2 ##. ..# .#. #.. ###
        3 ##. ..# .#. ..# ##.
        4 #.# #.# ### ..# ..#
        5 ### #.. ##. ..# ##.
        6 .## #.. ### #.# ###
        7 ### ..# .#. .#. .#.
        8 ### #.# ### #.# ###
        9 ### #.# ### ..# ##.
        . . . . . #
        , .. .. .. .# #.
        - ... ... ### ... ...
        _ ... ... ... ... ###
        + ... .#. ### .#. ...
        / ..# ..# .#. #.. #..
        ( .# #. #. #. .#
        ) #. .# .# .# #.
        : . # . # .
        ' # # . . .
        & .#.. #.#. .#.. #.#. .#.#
        % #.# ..# .#. #.. #.#
        """);

    private static readonly string[] Unknown = ["###", "#.#", "#.#", "#.#", "###"];

    private static readonly string[] Blank = ["..", "..", "..", "..", ".."];

    /// <summary>The rows of a letter, # for ink.</summary>
    public static string[] Of(char letter) =>
        letter == ' ' ? Blank : Letters.GetValueOrDefault(char.ToUpperInvariant(letter), Unknown);

    /// <summary>Pixels of a text, one between letters.</summary>
    public static int WidthOf(string text) => text.Length == 0 ? 0 : text.Sum(letter => Of(letter)[0].Length + 1) - 1;

    private static Dictionary<char, string[]> Read(string table) => table.ReplaceLineEndings("\n").Split('\n')
        .ToDictionary(line => line[0], line => line[2..].Split(' '));
}
