package canon

import "strings"

// rule names parameters that say how a reader came to a page, never which page it is.
type rule struct {
	names  string // in lower case; a star at the end stands for any letters
	host   string // the registrable domain that it holds for, "" for all
	values string // the values that it holds for, "" for all; a bare name counts as "1"
	why    string
}

// rules are the parameters that are removed. No rule without values or a host names a
// word that a site might pick an article with: not id, p, page, article, story, nor
// a short one as "s", "t", "cid" and "src". What is doubtful stays.
var rules = []rule{
	{names: "utm_*", why: "campaigns, as Google Analytics and most since count them"},
	{names: "gclid gclsrc dclid wbraid gbraid gad_source gad_campaignid srsltid _ga _gl ga_source ga_medium ga_campaign ga_content ga_term ga_place", why: "Google: the click on an advertisement or a result"},
	{names: "fbclid fb_action_ids fb_action_types fb_source fb_ref mibextid sfnsn __tn__ __xts__ __cft__", why: "Facebook: the click, and the app that it was made in"},
	{names: "igshid igsh ig_rid ig_mid", why: "Instagram: who shared it"},
	{names: "twclid __twitter_impression ref_src ref_url", why: "Twitter: the click, the embedded post"},
	{names: "msclkid yclid ymclid ysclid _openstat ttclid li_fat_id epik rdt_cid sccid tblci dicbo oborigurl", why: "clicks counted by Microsoft, Yandex, TikTok, LinkedIn, Pinterest, Reddit, Snapchat, Taboola, Outbrain"},
	{names: "mc_*", why: "Mailchimp: the mailing and its reader"},
	{names: "mkt_tok _hsenc _hsmi __hstc __hssc __hsfp hsctatracking hsa_* vero_id vero_conv oly_anon_id oly_enc_id __s s_cid spmailingid spuserid spjobid spreportid ck_subscriber_id _ke _kx bbeml", why: "mailings of Marketo, HubSpot, Vero, Omeda, Drip, Adobe, Silverpop, ConvertKit, Klaviyo, Blackbaud"},
	{names: "at_*", why: "AT Internet, as the BBC and French papers use it"},
	{names: "xtor ns_mchannel ns_source ns_campaign ns_linkname ns_fee", why: "AT Internet and Nedstat before it"},
	{names: "pk_* mtm_* matomo_* piwik_*", why: "Matomo and Piwik campaigns"},
	{names: "s_kwcid ef_id wt_mc wt.mc_id wt.mc_ev wt_zmc itm_source itm_medium itm_campaign itm_content itm_term", why: "Adobe, Webtrekk, and links within a site"},
	{names: "cmp cmpid dcmp icid intcmp int_source int_medium int_campaign ncid ocid ito smid smtyp sr_share taid traffic_source trk trkcampaign guccounter guce_referrer guce_referrer_sig soc_src soc_trk wpisrc wpmm itid ex_cid leadsource sref", why: "campaigns of the Guardian, CNN, the BBC, AOL, MSN, the Mail, the New York Times, Reuters, Al Jazeera, Yahoo, the Washington Post, Bloomberg"},
	{names: "_branch_match_id rb_clickid spm scm cvid _unique_id", why: "Branch, Rockerbox, Alibaba, MSN: the click"},
	{names: "unlocked_article_code sharetoken share_token pwapi_token gift_token", why: "a subscriber's gift of the same article"},
	{names: "sharetype share_source share_medium share_plat share_session_id", why: "how it was shared"},
	{names: "sessionid session_id phpsessid jsessionid", why: "the visit"},
	{names: "__twitter_impression amp_js_v amp_gsa amp_r amp_tf amp_ct amp_latest_update_time usqp __amp_source_origin", why: "AMP's viewer"},
	{names: "amp", values: "1 true yes amp on 0 false", why: "the AMP version"},
	{names: "outputtype output mode view type format", values: "amp", why: "the AMP version, as Arc and others ask for it"},
	{names: "feature", host: "youtube.com", why: "where the player was opened"},
	{names: "si", host: "youtube.com", why: "who shared it"},
	{names: "si", host: "youtu.be", why: "who shared it"},
	{names: "s t", host: "twitter.com", why: "the app that shared it"},
	{names: "s t", host: "x.com", why: "the app that shared it"},
	{names: "emc nl te campaign_id instance_id segment_id user_id regi_id partner referringsource action module pgtype", host: "nytimes.com", why: "mailings and modules of the front page"},
	{names: "mod reflink st", host: "wsj.com", why: "the module that was clicked, the sharing"},
	{names: "mod reflink", host: "marketwatch.com", why: "the module that was clicked"},
	{names: "mod reflink", host: "barrons.com", why: "the module that was clicked"},
	{names: "feedtype feedname rpc virtualbrandchannel", host: "reuters.com", why: "the feed"},
	// A reference may be a number that picks the article, so the word alone does not do.
	{names: "ref referrer referer source src from via share origin", why: "the kind of place that the link stood in",
		values: "rss feed rssfeed atom twitter facebook fb tw linkedin whatsapp telegram reddit email e-mail mail newsletter share social home homepage hp frontpage google googlenews bing yahoo apple applenews flipboard pocket hackernews hn push app"},
	{names: "rss", values: "1 true yes", why: "the feed"},
}

// tracks reports whether a parameter only says how a reader came to a page of the
// host.
func tracks(host string, p param) bool {
	name := strings.ToLower(p.name)
	value := strings.ToLower(p.value)
	if value == "" {
		value = "1"
	}
	for i := range rules {
		r := &rules[i]
		if !listed(r.names, name) {
			continue
		}
		if r.host != "" && registrable(host) != r.host {
			continue
		}
		if r.values == "" || listed(r.values, value) {
			return true
		}
	}
	return false
}

// listed reports whether a word is one of a list, or begins as one with a star.
func listed(list, word string) bool {
	for l := range strings.SplitSeq(list, " ") {
		if stem, ok := strings.CutSuffix(l, "*"); l == word || ok && len(word) > len(stem) && strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}

// picking are words of parameters that choose what a page shows.
const picking = "id p page article articleid article_id aid story storyid story_id sid nid newsid news_id docid doc contentid content_id cid pid post postid post_id item itemid i n v q key slug guid uuid url section no idx seq num"

// picks reports whether a parameter may choose the article or the part of it.
func picks(p param) bool {
	name := strings.ToLower(p.name)
	return listed(picking, name) || strings.HasSuffix(name, "id") || strings.HasSuffix(name, "no")
}
