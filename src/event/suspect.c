/* suspect.c - persons of whom nothing is told, whom the law has to do with. Declared in
 * recipient.h. */
#include "event/firm.h"
#include "event/recipient.h"
#include "event/side.h"
#include "event/verbal.h"

static bool is_unknown_person(coder *c, int32_t i, side *out) {
    static const char *const bodies[] = { "group",  "bank",  "company", "university",  "centre",
                                          "center", "party", "club",    "association", "times" };
    sides s = i >= 0 ? side_of(c, i) : nobody;
    bool one = s.n == 1 && s.at[0].kind == SIDE_NAMED && c->tree.at[i].xpos == XPOS_NNP;
    if (!one || is_acronym(tree_form(&c->tree, i)) || firm_in_sentence(c))
        return false;
    for (int32_t k = i; k >= 0; k = tree_after(&c->tree, k, i))
        if (TREE_IS_ANY(&c->tree, k, bodies))
            return false;
    *out = s.at[0];
    out->sector = SECTOR_CVL;
    out->kind = SIDE_ROLE;
    return true;
}

sides match_suspect(coder *c, const rule *r, const arguments *a, int32_t noun, sides actor) {
    bool law = verbal_is_mode(r->type, r->mode, "arrest") ||
               verbal_is_mode(r->type, r->mode, "convict") ||
               verbal_is_mode(r->type, r->mode, "investigate");
    uint8_t by = actor.n == 1 ? side_sector(&actor.at[0]) : SECTOR_NONE;
    side who;
    if (!law || (by != SECTOR_COP && by != SECTOR_JUD))
        return nobody;
    if (a->object >= 0 && a->object != noun && is_unknown_person(c, a->object, &who))
        return sides_copy(c, &who, 1);
    if (noun >= 0)
        TREE_EACH(&c->tree, noun, k) {
            int p = c->tree.at[k].main == REL_NMOD ? tree_preposition(&c->tree, k) : 0;
            if ((p == P_INTO || p == P_OF) && is_unknown_person(c, k, &who))
                return sides_copy(c, &who, 1);
        }
    return nobody;
}
